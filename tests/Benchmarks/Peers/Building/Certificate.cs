using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpGen.Benchmarks.Peers.Building;

/// <summary>The certificate of the loads with TLS: ECDSA, with its key in the same file.</summary>
internal static class Certificate
{
    /// <summary>The file, which is made when it is asked for first.</summary>
    public static string Path { get; } = Create();

    private static string Create()
    {
        string path = System.IO.Path.Combine(Directory.CreateDirectory(Repository.Artifacts).FullName, "certificate.pem");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mx.example", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(path, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return path;
    }
}
