import { factorContract } from "../fixtures/factorContract.ts";
import { RETURNS } from "./index.ts";

factorContract(RETURNS);
