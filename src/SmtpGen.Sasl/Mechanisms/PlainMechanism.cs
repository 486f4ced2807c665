namespace SmtpGen.Sasl;

/// <summary>PLAIN (RFC 4616): <c>[authzid] NUL authcid NUL passwd</c> in one message.</summary>
internal sealed class PlainMechanism(IPasswordCredentials credentials) : ISaslMechanism
{
    public string Name => "PLAIN";

    public bool ExposesPassword => true;

    public SaslExchange Begin(SaslContext context, IReadOnlyCollection<string> offered) => new Exchange(credentials, context);

    private sealed class Exchange(IPasswordCredentials credentials, SaslContext context) : SaslExchange
    {
        protected override ValueTask<SaslStep> AdvanceAsync(ReadOnlyMemory<byte>? response, CancellationToken cancellationToken)
        {
            if (response is not { } message)
                return new(new SaslChallenge(default));

            int first = message.Span.IndexOf((byte)0);
            int second = first < 0 ? -1 : message.Span[(first + 1)..].IndexOf((byte)0);
            if (second < 0)
                return new(new SaslFailure(SaslFailureKind.MalformedResponse));

            ReadOnlySpan<byte> authorizationOctets = message.Span[..first];
            string? authorization = SaslText.ReadName(authorizationOctets);
            string? userName = SaslText.ReadName(message.Span.Slice(first + 1, second));
            if (userName is null || (authorization is null && !authorizationOctets.IsEmpty))
                return new(new SaslFailure(SaslFailureKind.MalformedResponse));
            // A third NUL is refused as a prohibited character of the password.
            return PasswordLogin.CheckAsync(
                credentials, context, userName, authorization, message[(first + second + 2)..], cancellationToken);
        }
    }
}
