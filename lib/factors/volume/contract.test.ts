import { factorContract } from "../fixtures/factorContract.ts";
import { VOLUME } from "./index.ts";

factorContract(VOLUME);
