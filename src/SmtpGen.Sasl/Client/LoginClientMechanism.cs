using System.Text;

namespace SmtpGen.Sasl;

/// <summary>LOGIN (draft-murchison-sasl-login): the server asks twice; what its prompts say differs, so only their order counts.</summary>
internal sealed class LoginClientMechanism(SaslClientPassword credentials) : ISaslClientMechanism
{
    public string Name => "LOGIN";

    public bool ExposesPassword => true;

    public bool CarriesAuthorization => false;

    public SaslClientExchange Begin(SaslContext context, bool couldBind) => new Exchange(Name, credentials);

    private sealed class Exchange(string name, SaslClientPassword credentials) : SaslClientExchange(name)
    {
        private int _answers;

        private protected override bool IsComplete => _answers == 2;

        private protected override byte[]? First() => null;

        private protected override byte[] Next(ReadOnlySpan<byte> challenge) => ++_answers switch
        {
            1 => Encoding.UTF8.GetBytes(credentials.UserName),
            2 => credentials.Password.ToArray(),
            _ => throw OutOfTurn(),
        };
    }
}
