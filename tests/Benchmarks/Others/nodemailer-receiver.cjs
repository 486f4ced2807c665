// nodemailer's smtp-server as a receiver that keeps nothing: FOLDER-OF-THE-PACKAGE PORT [--lmtp] [--tls CERTIFICATE.pem].
const fs = require("node:fs");
const path = require("node:path");

const [folder, port, ...options] = process.argv.slice(2);
const { SMTPServer } = require(path.join(folder, "node_modules", "smtp-server"));

const tls = options.indexOf("--tls");
const certificate = tls >= 0 ? fs.readFileSync(options[tls + 1]) : undefined;
const server = new SMTPServer({
  lmtp: options.includes("--lmtp"),
  secure: tls >= 0,
  key: certificate,
  cert: certificate,
  authOptional: true,
  disabledCommands: tls >= 0 ? ["AUTH"] : ["AUTH", "STARTTLS"],
  disableReverseLookup: true,
  logger: false,
  onData(stream, session, done) {
    stream.resume();
    stream.on("end", () => done(null, options.includes("--lmtp") ? session.envelope.rcptTo.map(() => "Ok") : "Ok"));
  },
});
server.on("error", () => {});
server.listen({ port: Number(port), host: "127.0.0.1", backlog: 4096 });
