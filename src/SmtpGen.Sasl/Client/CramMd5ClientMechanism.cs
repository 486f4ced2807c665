using System.Text;

namespace SmtpGen.Sasl;

/// <summary>CRAM-MD5 (RFC 2195): the name and an HMAC of the server's challenge.</summary>
internal sealed class CramMd5ClientMechanism(SaslClientPassword credentials) : ISaslClientMechanism
{
    public string Name => "CRAM-MD5";

    public bool ExposesPassword => false;

    public bool CarriesAuthorization => false;

    public SaslClientExchange Begin(SaslContext context, bool couldBind) => new Exchange(Name, credentials);

    private sealed class Exchange(string name, SaslClientPassword credentials) : SaslClientExchange(name)
    {
        private bool _isAnswered;

        private protected override bool IsComplete => _isAnswered;

        private protected override byte[]? First() => null;

        private protected override byte[] Next(ReadOnlySpan<byte> challenge)
        {
            if (_isAnswered)
                throw OutOfTurn();
            _isAnswered = true;
            return [.. Encoding.UTF8.GetBytes(credentials.UserName), (byte)' ', .. CramMd5Digest.Of(credentials.Password.Span, challenge)];
        }
    }
}
