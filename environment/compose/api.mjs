// Holds the API's place in the compose file: it is healthy, and says of everything else that it is not there yet.
import { createServer } from "node:http";

const { API_HOST = "127.0.0.1", API_PORT = "8000" } = process.env;

const server = createServer((request, response) => {
  const isHealth = request.url === "/health";
  response.writeHead(isHealth ? 200 : 501, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(isHealth ? { status: "ok" } : { error: "The API is not there yet; npx marketbook predict answers meanwhile." }));
});
server.listen(Number(API_PORT), API_HOST, () => console.log(`Listening at http://${API_HOST}:${server.address().port}`));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.close(() => process.exit(0)));
