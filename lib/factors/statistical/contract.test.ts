import { factorContract } from "../fixtures/factorContract.ts";
import { STATISTICAL } from "./index.ts";

factorContract(STATISTICAL);
