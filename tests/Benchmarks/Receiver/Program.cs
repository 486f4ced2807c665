using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Benchmarks.Receiver;
using SmtpGen.Mail;
using SmtpGen.Runtime;
using SmtpGen.Server;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;

ReceiverOptions options;
try
{
    options = ReceiverOptions.Parse(args);
}
catch (FormatException exception)
{
    Console.Error.WriteLine($"receiver: {exception.Message}\n{ReceiverOptions.Usage}");
    return 2;
}

// Both are read when the first server starts.
if (options.Transport is { } transport)
    Environment.SetEnvironmentVariable("SMTPGEN_TRANSPORT", transport);
InlineCompletions.Enable();

IMessageStore? store = options.Store?.Split(':', 2) switch
{
    ["sqlite", var path] => SqliteMessageStore.Open(path),
    [_, var path] => MaildirMessageStore.Open(path),
    _ => null,
};
await using (store)
{
    MailServerOptions serving = options.IsLmtp ? new LmtpServerOptions() : new SmtpServerOptions();
    ProtocolOptions protocol = serving is LmtpServerOptions lmtp ? lmtp.Protocol : ((SmtpServerOptions)serving).Protocol;
    serving.MaxConnections = 0;
    serving.MaxConnectionsPerAddress = 0;
    serving.Backlog = 4096;
    serving.HandlersNeverBlock = options.NeverBlocks;
    serving.Listen.Add($"127.0.0.1:{options.Port}{(options.Certificate is null ? "" : " tls")}");
    if (options.Certificate is { } certificate)
        serving.Tls.Certificate = certificate;
    Limits.Lift(protocol);

    await using var server = new ProtocolServer(serving, new ReceiverSessions(options, protocol, store), NullLogger.Instance);
    await server.StartAsync();

    // Each line of input asks for what was allocated so far, by all threads.
    while (await Task.Run(Console.In.ReadLine) is not null)
        Console.WriteLine(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture));
    await Task.Delay(Timeout.Infinite);
}

return 0;
