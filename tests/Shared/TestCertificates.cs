using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpGen.Tests;

/// <summary>Certificates made for a test, in a directory that goes with it.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("smtpgen-tls-");

    /// <summary>A self-signed certificate of that name and of the loopback address, with its key.</summary>
    public static X509Certificate2 Create(string name = "localhost", int validDays = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-60), DateTimeOffset.UtcNow.AddDays(validDays));
    }

    /// <summary>A certificate of an intermediate authority, with its key; and the authority's.</summary>
    public static (X509Certificate2 Leaf, X509Certificate2 Intermediate, X509Certificate2 Root) CreateChain()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var rootRequest = Authority("Root", rootKey);
        var root = rootRequest.CreateSelfSigned(from, until);
        using var intermediate = Authority("Intermediate", intermediateKey).Create(root, from, until, [1]);
        var issuer = intermediate.CopyWithPrivateKey(intermediateKey);
        using var leaf = new CertificateRequest("CN=localhost", leafKey, HashAlgorithmName.SHA256).Create(issuer, from, until, [2]);
        return (leaf.CopyWithPrivateKey(leafKey), issuer, root);
    }

    /// <summary>A client's options that trust any certificate.</summary>
    public static SslClientAuthenticationOptions AnyServer(
        SslProtocols protocols = SslProtocols.None, Action<X509Certificate2, X509Chain>? seen = null) => new()
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocols,
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
            {
                seen?.Invoke((X509Certificate2)certificate!, chain!);
                return true;
            },
        };

    /// <summary>Writes a file, and returns its path.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a certificate and its key to one PEM file.</summary>
    public string WritePem(X509Certificate2 certificate, string name = "server.pem", params X509Certificate2[] chain) =>
        Write(name, Pem(certificate, chain));

    /// <summary>Writes a certificate and its key to a PFX file.</summary>
    public string WritePfx(X509Certificate2 certificate, string password, string name = "server.pfx")
    {
        string path = Path.Combine(_directory.FullName, name);
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, password));
        return path;
    }

    /// <summary>A certificate, what it hangs on, and its private key.</summary>
    public static string Pem(X509Certificate2 certificate, params X509Certificate2[] chain) =>
        string.Join('\n', [certificate.ExportCertificatePem(), .. chain.Select(one => one.ExportCertificatePem()), KeyPem(certificate)]);

    /// <summary>A certificate's private key.</summary>
    public static string KeyPem(X509Certificate2 certificate) => certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    public void Dispose() => _directory.Delete(recursive: true);

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
