namespace SmtpGen.Sasl;

/// <summary>
/// LOGIN (draft-murchison-sasl-login): name and password in one answer each. The prompts are those that old clients wait
/// for. Some clients send the name at once, which is taken as the answer to the first prompt.
/// </summary>
internal sealed class LoginMechanism(IPasswordCredentials credentials) : ISaslMechanism
{
    public string Name => "LOGIN";

    public bool ExposesPassword => true;

    public SaslExchange Begin(SaslContext context, IReadOnlyCollection<string> offered) => new Exchange(credentials, context);

    private sealed class Exchange(IPasswordCredentials credentials, SaslContext context) : SaslExchange
    {
        private string? _userName;

        protected override ValueTask<SaslStep> AdvanceAsync(ReadOnlyMemory<byte>? response, CancellationToken cancellationToken)
        {
            if (response is not { } answer)
                return new(new SaslChallenge("Username:"u8.ToArray()));
            if (_userName is not null)
                return PasswordLogin.CheckAsync(credentials, context, _userName, null, answer, cancellationToken);

            _userName = SaslText.ReadName(answer.Span);
            return new(_userName is null ? new SaslFailure(SaslFailureKind.MalformedResponse) : new SaslChallenge("Password:"u8.ToArray()));
        }
    }
}
