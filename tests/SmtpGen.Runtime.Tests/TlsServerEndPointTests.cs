using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpGen.Runtime.Tests;

public sealed class TlsServerEndPointTests
{
    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA384")]
    [InlineData("SHA512")]
    public void The_binding_is_hashed_as_the_signature_is(string hash)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AssertHash(hash, new CertificateRequest("CN=localhost", ecdsa, new HashAlgorithmName(hash)));
        using var rsa = RSA.Create(2048);
        AssertHash(hash, new CertificateRequest("CN=localhost", rsa, new HashAlgorithmName(hash), RSASignaturePadding.Pkcs1));
        AssertHash(hash, new CertificateRequest("CN=localhost", rsa, new HashAlgorithmName(hash), RSASignaturePadding.Pss));
    }

    [Fact]
    public void A_signature_with_SHA1_is_bound_with_SHA256()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(
            request.SubjectName, new Sha1Signature(rsa), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1), [1]);
        Assert.Equal(SHA256.HashData(certificate.RawData), TlsServerEndPoint.Of(certificate));
    }

    private static void AssertHash(string hash, CertificateRequest request)
    {
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        Assert.Equal(CryptographicOperations.HashData(new HashAlgorithmName(hash), certificate.RawData), TlsServerEndPoint.Of(certificate));
    }

    // The library does not sign certificates with SHA-1 any more; what is signed does not matter here.
    private sealed class Sha1Signature(RSA key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x05, 0x05, 0x00];

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
