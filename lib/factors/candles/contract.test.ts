import { factorContract } from "../fixtures/factorContract.ts";
import { CANDLES } from "./index.ts";

factorContract(CANDLES);
