/* A bare `node:http` server that reads the request and answers the bytes of BARE_BODY: what Node alone costs on this machine. */
import { createServer } from "node:http";

const body = Buffer.from(process.env.BARE_BODY!, "base64");
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1", "content-length": body.length });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" && address ? address.port : 0);
});
