using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpGen.Runtime;

/// <summary>
/// The channel binding "tls-server-end-point" (RFC 5929 section 4.1): the certificate, hashed as its signature hashes it,
/// but never with less than SHA-256.
/// </summary>
public static class TlsServerEndPoint
{
    private const string RsaPss = "1.2.840.113549.1.1.10";

    private static readonly Asn1Tag s_pssHash = new(TagClass.ContextSpecific, 0);

    /// <summary>The octets of the binding, as <see cref="TransportSecurity.ServerEndPoint"/> takes them.</summary>
    /// <param name="certificate">The server's certificate.</param>
    /// <returns>The hash; empty when the signature uses no hash or one unknown here, for then the binding is undefined.</returns>
    public static byte[] Of(X509Certificate2 certificate) => SignatureHash(certificate.RawData) switch
    {
        "MD5" or "SHA1" or "SHA256" => SHA256.HashData(certificate.RawData),
        "SHA384" => SHA384.HashData(certificate.RawData),
        "SHA512" => SHA512.HashData(certificate.RawData),
        _ => [],
    };

    // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue } (RFC 5280 section 4.1).
    private static string? SignatureHash(byte[] certificate)
    {
        var fields = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence();
        fields.ReadEncodedValue();
        var algorithm = fields.ReadSequence();
        string oid = algorithm.ReadObjectIdentifier();
        return oid == RsaPss ? HashOf(PssHashOf(algorithm)) : HashOf(oid);
    }

    // RSASSA-PSS-params ::= SEQUENCE { [0] hashAlgorithm DEFAULT sha1, ... } (RFC 4055 section 3.1).
    private static string PssHashOf(AsnReader algorithm)
    {
        const string sha1 = "1.3.14.3.2.26";
        if (!algorithm.HasData)
            return sha1;
        var parameters = algorithm.ReadSequence();
        return parameters.HasData && parameters.PeekTag().HasSameClassAndValue(s_pssHash)
            ? parameters.ReadSequence(s_pssHash).ReadSequence().ReadObjectIdentifier()
            : sha1;
    }

    private static string? HashOf(string oid) => oid switch
    {
        "1.2.840.113549.1.1.4" => "MD5",
        "1.2.840.113549.1.1.5" or "1.2.840.10045.4.1" or "1.2.840.10040.4.3" or "1.3.14.3.2.26" => "SHA1",
        "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" or "2.16.840.1.101.3.4.2.1" => "SHA256",
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" or "2.16.840.1.101.3.4.2.2" => "SHA384",
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" or "2.16.840.1.101.3.4.2.3" => "SHA512",
        _ => null,
    };
}
