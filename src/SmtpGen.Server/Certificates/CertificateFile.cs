using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpGen.Server.Certificates;

/// <summary>Reads the server's certificate, its private key and the certificates that lead to its issuer.</summary>
internal static class CertificateFile
{
    private const string NeedsCertificate = "it must be a PEM or PFX file with a certificate";
    private const string NeedsKey = "it must be a PEM file with the private key of the certificate";
    private const string NeedsBoth = "it must be a PFX file with the private key, or a PEM file with the key in it or in the file that Key names";

    /// <summary>Why the certificate cannot be loaded; null when it can.</summary>
    public static string? Check(TlsOptions options)
    {
        try
        {
            Load(options);
            return null;
        }
        catch (CertificateException exception)
        {
            return exception.Message;
        }
    }

    /// <exception cref="CertificateException">It cannot be loaded.</exception>
    public static ServerCertificate Load(TlsOptions options)
    {
        byte[] octets = Read(nameof(TlsOptions.Certificate), options.Certificate!, NeedsCertificate, File.ReadAllBytes);
        var chain = new X509Certificate2Collection();
        bool isPem = octets.AsSpan().IndexOf("-----BEGIN "u8) >= 0;
        var certificate = isPem ? LoadPem(options, chain) : LoadPfx(options, octets, chain);

        // Offline: a server that starts must not wait for its issuer's.
        var context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        return new ServerCertificate(context, options.Protocols);
    }

    private static X509Certificate2 LoadPem(TlsOptions options, X509Certificate2Collection chain)
    {
        string text = Read(nameof(TlsOptions.Certificate), options.Certificate!, NeedsCertificate, File.ReadAllText);
        Import(options, () => chain.ImportFromPem(text), NeedsCertificate);
        if (chain.Count == 0)
            throw new CertificateException(nameof(TlsOptions.Certificate), options.Certificate, "it holds no certificate", NeedsCertificate);
        if (string.IsNullOrEmpty(options.Key))
            return WithKey(text, text, options.Password, (why, cause) => new(nameof(TlsOptions.Certificate), options.Certificate, why, NeedsBoth, cause));
        string key = Read(nameof(TlsOptions.Key), options.Key, NeedsKey, File.ReadAllText);
        return WithKey(text, key, options.Password, (why, cause) => new(nameof(TlsOptions.Key), options.Key, why, NeedsKey, cause));
    }

    private static X509Certificate2 WithKey(
        string certificate, string key, string? password, Func<string, Exception, CertificateException> explain)
    {
        try
        {
            var loaded = string.IsNullOrEmpty(password)
                ? X509Certificate2.CreateFromPem(certificate, key)
                : X509Certificate2.CreateFromEncryptedPem(certificate, key, password);

            // Windows does TLS only with keys that come from a key store.
            return OperatingSystem.IsWindows()
                ? X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), null)
                : loaded;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw explain(exception.Message, exception);
        }
    }

    private static X509Certificate2 LoadPfx(TlsOptions options, byte[] octets, X509Certificate2Collection chain)
    {
        Import(options, () => chain.AddRange(X509CertificateLoader.LoadPkcs12Collection(octets, options.Password)), NeedsBoth);
        return chain.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw new CertificateException(nameof(TlsOptions.Certificate), options.Certificate, "it holds no private key", NeedsBoth);
    }

    private static void Import(TlsOptions options, Action import, string allowed)
    {
        try
        {
            import();
        }
        catch (CryptographicException exception)
        {
            throw new CertificateException(nameof(TlsOptions.Certificate), options.Certificate, exception.Message, allowed, exception);
        }
    }

    private static T Read<T>(string option, string path, string allowed, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CertificateException(option, path, exception.Message, allowed, exception);
        }
    }
}
