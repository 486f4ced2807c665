using Example;

public static class Login
{
    public static SaslServer Make(ISaslCredentials credentials)
    {
/* block */
        return sasl;
    }
}

namespace Example
{
    public sealed class AnonymousMechanism : ISaslMechanism
    {
        public string Name => "ANONYMOUS";

        public bool ExposesPassword => false;

        public SaslExchange Begin(SaslContext context, IReadOnlyCollection<string> offered) => throw new NotSupportedException();
    }
}
