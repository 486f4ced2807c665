var builder = Host.CreateApplicationBuilder(args);
/* block */
await builder.Build().RunAsync();

public sealed class Receiver : SmtpReceiver
{
    protected override ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
