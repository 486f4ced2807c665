using System.Net.Security;

namespace SmtpGen.Server.Certificates;

/// <summary>Handshakes that whoever accepts the connections describes, in the place of a certificate file.</summary>
internal sealed class GivenCertificate(SslServerAuthenticationOptions handshake) : ICertificateSource
{
    private readonly ServerCertificate _certificate = new(handshake);

    public ValueTask<ServerCertificate> GetAsync() => new(_certificate);
}
