/** A bare `node:http` server that reads the request and answers the bytes it was given: what Node alone costs on this machine. Run as a process: port, then the body's length. */
import { createServer } from "node:http";

const [port, length] = process.argv.slice(2).map(Number);
const body = Buffer.alloc(length!, "x");
createServer((request, response) => {
  request.on("data", () => {});
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1", "content-length": body.length });
    response.end(body);
  });
}).listen(port, "127.0.0.1", () => console.log("listening"));
