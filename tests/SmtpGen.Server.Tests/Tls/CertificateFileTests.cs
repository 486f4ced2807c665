using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using SmtpGen.Server.Certificates;
using SmtpGen.Tests;

namespace SmtpGen.Server.Tests.Tls;

public sealed class CertificateFileTests : IDisposable
{
    private readonly TestCertificates _files = new();
    private readonly X509Certificate2 _certificate = TestCertificates.Create();

    public void Dispose()
    {
        _certificate.Dispose();
        _files.Dispose();
    }

    [Fact]
    public void A_certificate_and_its_key_are_read_from_one_PEM_file() =>
        AssertLoads(new TlsOptions { Certificate = _files.WritePem(_certificate) });

    [Fact]
    public void A_certificate_and_its_key_are_read_from_two_PEM_files() => AssertLoads(new TlsOptions
    {
        Certificate = _files.Write("cert.pem", _certificate.ExportCertificatePem()),
        Key = _files.Write("key.pem", TestCertificates.KeyPem(_certificate)),
    });

    [Fact]
    public void An_encrypted_key_is_read_with_its_password()
    {
        using var key = _certificate.GetECDsaPrivateKey()!;
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000);
        AssertLoads(new TlsOptions
        {
            Certificate = _files.Write("cert.pem", _certificate.ExportCertificatePem()),
            Key = _files.Write("key.pem", key.ExportEncryptedPkcs8PrivateKeyPem("secret", parameters)),
            Password = "secret",
        });
    }

    [Fact]
    public void A_certificate_and_its_key_are_read_from_a_PFX_file() =>
        AssertLoads(new TlsOptions { Certificate = _files.WritePfx(_certificate, "secret"), Password = "secret" });

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        string error = Assert.Single(new TlsOptions { Certificate = "/nowhere/server.pem" }.Validate());
        Assert.StartsWith("Certificate is '/nowhere/server.pem'; Could not find", error, StringComparison.Ordinal);
        Assert.EndsWith("; it must be a PEM or PFX file with a certificate.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_PEM_file_without_a_certificate_is_named()
    {
        string path = _files.Write("key.pem", TestCertificates.KeyPem(_certificate));
        string error = Assert.Single(new TlsOptions { Certificate = path }.Validate());
        Assert.Equal($"Certificate is '{path}'; it holds no certificate; it must be a PEM or PFX file with a certificate.", error);
    }

    [Fact]
    public void A_certificate_without_its_key_is_named()
    {
        string path = _files.Write("cert.pem", _certificate.ExportCertificatePem());
        string error = Assert.Single(new TlsOptions { Certificate = path }.Validate());
        Assert.StartsWith($"Certificate is '{path}'; ", error, StringComparison.Ordinal);
        Assert.EndsWith("or a PEM file with the key in it or in the file that Key names.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_another_certificate_is_named()
    {
        string key = _files.Write("key.pem", TestCertificates.KeyPem(TestCertificates.Create()));
        var options = new TlsOptions { Certificate = _files.Write("cert.pem", _certificate.ExportCertificatePem()), Key = key };
        string error = Assert.Single(options.Validate());
        Assert.StartsWith($"Key is '{key}'; ", error, StringComparison.Ordinal);
        Assert.EndsWith("; it must be a PEM file with the private key of the certificate.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_PFX_file_with_another_password_is_named()
    {
        string path = _files.WritePfx(_certificate, "secret");
        string error = Assert.Single(new TlsOptions { Certificate = path, Password = "guess" }.Validate());
        Assert.StartsWith($"Certificate is '{path}'; ", error, StringComparison.Ordinal);
        Assert.Contains("password", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_whose_certificate_cannot_be_read_does_not_start()
    {
        var options = new ServerOptions { Tls = { Certificate = "/nowhere/server.pem" } };
        options.Listen.Add("127.0.0.1:0 tls");
        Assert.StartsWith("Tls:Certificate is '/nowhere/server.pem'; ", Assert.Single(options.Validate()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_certificate_is_used_with_a_warning()
    {
        var log = new ListLogger();
        string path = _files.WritePem(TestCertificates.Create(validDays: -1));
        var source = new CertificateSource(new TlsOptions { Certificate = path }, log);
        Assert.Equal("CN=localhost", source.Current.Certificate.Subject);
        Assert.Contains(log.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.Contains(path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_that_is_turned_to_another_file_is_a_change()
    {
        string old = _files.WritePem(_certificate, "old.pem");
        string renewed = _files.WritePem(TestCertificates.Create("renewed.example"), "renewed.pem");
        string link = Path.Combine(Path.GetDirectoryName(old)!, "link.pem");
        File.CreateSymbolicLink(link, old);
        var source = new CertificateSource(new TlsOptions { Certificate = link, ReloadInterval = TimeSpan.Zero }, new ListLogger());
        Assert.Equal("CN=localhost", (await source.GetAsync()).Certificate.Subject);
        File.Delete(link);
        File.CreateSymbolicLink(link, renewed);
        Assert.Equal("CN=renewed.example", (await source.GetAsync()).Certificate.Subject);
    }

    private void AssertLoads(TlsOptions options)
    {
        Assert.Empty(options.Validate());
        var loaded = CertificateFile.Load(options).Certificate;
        Assert.Equal(_certificate.Thumbprint, loaded.Thumbprint);
        Assert.True(loaded.HasPrivateKey);
    }
}
