using System.Buffers;
using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

// The NuGet package SmtpServer as a receiver that keeps nothing: PORT [CERTIFICATE.pem].
var endpoint = new EndpointDefinitionBuilder().Endpoint(new IPEndPoint(IPAddress.Loopback, int.Parse(args[0], CultureInfo.InvariantCulture)));
if (args is [_, var certificate])
    endpoint.IsSecure(true).SupportedSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13).Certificate(X509Certificate2.CreateFromPemFile(certificate, certificate));
var services = new ServiceProvider();
services.Add(new Discarding());
var server = new SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("mx.example").Endpoint(endpoint.Build()).Build(), services);
await server.StartAsync(CancellationToken.None);

internal sealed class Discarding : MessageStore
{
    public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken) =>
        Task.FromResult(SmtpResponse.Ok);
}
