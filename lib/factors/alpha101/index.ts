import type { Factor } from "../factor.ts";
import { alpha001 } from "./alpha001.ts";
import { alpha002 } from "./alpha002.ts";
import { alpha003 } from "./alpha003.ts";
import { alpha004 } from "./alpha004.ts";
import { alpha005 } from "./alpha005.ts";
import { alpha006 } from "./alpha006.ts";
import { alpha007 } from "./alpha007.ts";
import { alpha008 } from "./alpha008.ts";
import { alpha009 } from "./alpha009.ts";
import { alpha010 } from "./alpha010.ts";
import { alpha011 } from "./alpha011.ts";
import { alpha012 } from "./alpha012.ts";
import { alpha013 } from "./alpha013.ts";
import { alpha014 } from "./alpha014.ts";
import { alpha015 } from "./alpha015.ts";
import { alpha016 } from "./alpha016.ts";
import { alpha017 } from "./alpha017.ts";
import { alpha018 } from "./alpha018.ts";
import { alpha019 } from "./alpha019.ts";
import { alpha020 } from "./alpha020.ts";
import { alpha021 } from "./alpha021.ts";
import { alpha022 } from "./alpha022.ts";
import { alpha023 } from "./alpha023.ts";
import { alpha024 } from "./alpha024.ts";
import { alpha025 } from "./alpha025.ts";
import { alpha026 } from "./alpha026.ts";
import { alpha027 } from "./alpha027.ts";
import { alpha028 } from "./alpha028.ts";
import { alpha029 } from "./alpha029.ts";
import { alpha030 } from "./alpha030.ts";
import { alpha031 } from "./alpha031.ts";
import { alpha032 } from "./alpha032.ts";
import { alpha033 } from "./alpha033.ts";
import { alpha034 } from "./alpha034.ts";
import { alpha035 } from "./alpha035.ts";
import { alpha036 } from "./alpha036.ts";
import { alpha037 } from "./alpha037.ts";
import { alpha038 } from "./alpha038.ts";
import { alpha039 } from "./alpha039.ts";
import { alpha040 } from "./alpha040.ts";
import { alpha041 } from "./alpha041.ts";
import { alpha042 } from "./alpha042.ts";
import { alpha043 } from "./alpha043.ts";
import { alpha044 } from "./alpha044.ts";
import { alpha045 } from "./alpha045.ts";
import { alpha046 } from "./alpha046.ts";
import { alpha047 } from "./alpha047.ts";
import { alpha048 } from "./alpha048.ts";
import { alpha049 } from "./alpha049.ts";
import { alpha050 } from "./alpha050.ts";
import { alpha051 } from "./alpha051.ts";
import { alpha052 } from "./alpha052.ts";
import { alpha053 } from "./alpha053.ts";
import { alpha054 } from "./alpha054.ts";
import { alpha055 } from "./alpha055.ts";
import { alpha057 } from "./alpha057.ts";
import { alpha058 } from "./alpha058.ts";
import { alpha059 } from "./alpha059.ts";
import { alpha060 } from "./alpha060.ts";
import { alpha061 } from "./alpha061.ts";
import { alpha062 } from "./alpha062.ts";
import { alpha063 } from "./alpha063.ts";
import { alpha064 } from "./alpha064.ts";
import { alpha065 } from "./alpha065.ts";
import { alpha066 } from "./alpha066.ts";
import { alpha067 } from "./alpha067.ts";
import { alpha068 } from "./alpha068.ts";
import { alpha069 } from "./alpha069.ts";
import { alpha070 } from "./alpha070.ts";
import { alpha071 } from "./alpha071.ts";
import { alpha072 } from "./alpha072.ts";
import { alpha073 } from "./alpha073.ts";
import { alpha074 } from "./alpha074.ts";
import { alpha075 } from "./alpha075.ts";
import { alpha076 } from "./alpha076.ts";
import { alpha077 } from "./alpha077.ts";
import { alpha078 } from "./alpha078.ts";
import { alpha079 } from "./alpha079.ts";
import { alpha080 } from "./alpha080.ts";
import { alpha081 } from "./alpha081.ts";
import { alpha082 } from "./alpha082.ts";
import { alpha083 } from "./alpha083.ts";
import { alpha084 } from "./alpha084.ts";
import { alpha085 } from "./alpha085.ts";
import { alpha086 } from "./alpha086.ts";
import { alpha087 } from "./alpha087.ts";
import { alpha088 } from "./alpha088.ts";
import { alpha089 } from "./alpha089.ts";
import { alpha090 } from "./alpha090.ts";
import { alpha091 } from "./alpha091.ts";
import { alpha092 } from "./alpha092.ts";
import { alpha093 } from "./alpha093.ts";
import { alpha094 } from "./alpha094.ts";
import { alpha095 } from "./alpha095.ts";
import { alpha096 } from "./alpha096.ts";
import { alpha097 } from "./alpha097.ts";
import { alpha098 } from "./alpha098.ts";
import { alpha099 } from "./alpha099.ts";
import { alpha100 } from "./alpha100.ts";
import { alpha101 } from "./alpha101.ts";

/**
 * The 101 formulaic alphas of Kakushadze 2016 but the 56th, which reads market capitalisation. Those neutral to a group need `groups` with its sector,
 * industry or subindustry; most others compare assets too and need a panel.
 */
export const ALPHA101: readonly Factor[] = [
  alpha001, alpha002, alpha003, alpha004, alpha005, alpha006, alpha007, alpha008, alpha009, alpha010,
  alpha011, alpha012, alpha013, alpha014, alpha015, alpha016, alpha017, alpha018, alpha019, alpha020,
  alpha021, alpha022, alpha023, alpha024, alpha025, alpha026, alpha027, alpha028, alpha029, alpha030,
  alpha031, alpha032, alpha033, alpha034, alpha035, alpha036, alpha037, alpha038, alpha039, alpha040,
  alpha041, alpha042, alpha043, alpha044, alpha045, alpha046, alpha047, alpha048, alpha049, alpha050,
  alpha051, alpha052, alpha053, alpha054, alpha055, alpha057, alpha058, alpha059, alpha060, alpha061,
  alpha062, alpha063, alpha064, alpha065, alpha066, alpha067, alpha068, alpha069, alpha070, alpha071,
  alpha072, alpha073, alpha074, alpha075, alpha076, alpha077, alpha078, alpha079, alpha080, alpha081,
  alpha082, alpha083, alpha084, alpha085, alpha086, alpha087, alpha088, alpha089, alpha090, alpha091,
  alpha092, alpha093, alpha094, alpha095, alpha096, alpha097, alpha098, alpha099, alpha100, alpha101,
];
