import { factorContract } from "../fixtures/factorContract.ts";
import { MOMENTUM } from "./index.ts";

factorContract(MOMENTUM);
