using Microsoft.Extensions.Logging;

public static class Login
{
    public static SaslServer Make(ISaslCredentials credentials, ILogger logger)
    {
/* block */
        return sasl;
    }
}
