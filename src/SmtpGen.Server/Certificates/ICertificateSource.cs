namespace SmtpGen.Server.Certificates;

/// <summary>Where the certificate for a handshake comes from.</summary>
internal interface ICertificateSource
{
    /// <summary>The certificate for a new handshake.</summary>
    ValueTask<ServerCertificate> GetAsync();
}
