import { factorContract } from "../fixtures/factorContract.ts";
import { VOLATILITY } from "./index.ts";

factorContract(VOLATILITY);
