import { factorContract } from "../fixtures/factorContract.ts";
import { TREND } from "./index.ts";

factorContract(TREND);
