import { factorContract } from "../fixtures/factorContract.ts";
import { CROSS_ASSET } from "./index.ts";

factorContract(CROSS_ASSET);
