import { factorContract } from "../fixtures/factorContract.ts";
import { ORDER_FLOW } from "./index.ts";

factorContract(ORDER_FLOW);
