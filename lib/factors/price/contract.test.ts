import { factorContract } from "../fixtures/factorContract.ts";
import { PRICE } from "./index.ts";

factorContract(PRICE);
