using System.CommandLine;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Server.Smtp;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve;
using SmtpGen.Tool.Serve.Logging;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen serve</c>: receives mail into a store until it is stopped.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Create()
    {
        var smtp = new SmtpServeOptions();
        var pop3 = new Pop3ServeOptions();
        var store = StoreOption.Create();
        var noTrace = new Option<bool>("--no-trace") { Description = "Stores messages as they came, without Return-Path and Received in front" };
        var language = LanguageOption.Create();
        var file = new Option<string?>("--log") { Description = "A file that lines are appended to, instead of the console; SIGHUP opens it again", HelpName = "PATH" };
        var command = new Command(Name, "Receives mail from everybody into a store, until Ctrl+C") { store, noTrace, language, file };
        smtp.AddTo(command);
        pop3.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = smtp.Read(parsed);
            var lmtpOptions = smtp.ReadLmtp(parsed);
            var pop3Options = pop3.Read(parsed, options);
            var keeping = new StoreHandlerOptions(LanguageOption.Check(parsed.GetValue(language)!), !parsed.GetValue(noTrace));
            await using var log = new ServeLog(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(file));
            await using var messages = StoreOption.Open(parsed.GetValue(store)!, StoreAccess.ReadWrite);
            var logger = new LineLogger(log);
            StoreSessions Keep(MailServerOptions o, Func<SmtpHandler, ServerSession> session) =>
                new(messages, new SmtpReceiverSetup(o, logger), keeping, log, session);
            var protocols = new List<ServedProtocol>
            {
                new("SMTP", options, Keep(options, handler => new SmtpSession(handler, options.Protocol))),
            };
            if (lmtpOptions is not null)
                protocols.Add(new("LMTP", lmtpOptions, Keep(lmtpOptions, handler => new LmtpSession(handler, lmtpOptions.Protocol))));
            if (pop3Options is not null)
                protocols.Add(new("POP3", pop3Options, Pop3ServeOptions.Sessions(messages, pop3Options, options)));
            using var signals = new StopSignals(cancellationToken, log.Reopen);
            await new ServerRun(log, logger).RunAsync(protocols, $"into {parsed.GetValue(store)}", signals);
            return ToolExit.Ok;
        });
        return command;
    }
}
