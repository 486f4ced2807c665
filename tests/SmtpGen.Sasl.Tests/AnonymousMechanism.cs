using SmtpGen.Sasl;

namespace Example;

/// <summary>ANONYMOUS (RFC 4505): everybody is let in as the same user; the client may leave a trace.</summary>
public sealed class AnonymousMechanism : ISaslMechanism
{
    public string Name => "ANONYMOUS";

    public bool ExposesPassword => false;

    public SaslExchange Begin(SaslContext context, IReadOnlyCollection<string> offered) => new Exchange();

    private sealed class Exchange : SaslExchange
    {
        protected override ValueTask<SaslStep> AdvanceAsync(ReadOnlyMemory<byte>? response, CancellationToken cancellationToken)
            => new(response switch
            {
                null => new SaslChallenge(default),
                { Length: > 255 } => new SaslFailure(SaslFailureKind.MalformedResponse),
                _ => new SaslSuccess(new SaslIdentity("anonymous", "anonymous")),
            });
    }
}
