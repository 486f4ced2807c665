using Microsoft.Extensions.Options;
using SmtpGen.Sasl;

namespace SmtpGen.Mail;

/// <summary>Refuses options that have an effect on receivers only, where the handler of an LMTP server is not a receiver.</summary>
/// <param name="server">The server's name; empty where it has none.</param>
/// <param name="section">The configuration section of its options.</param>
internal sealed class LmtpHandlerOptionsValidator(string server, string section) : IValidateOptions<LmtpServerOptions>
{
    public ValidateOptionsResult Validate(string? name, LmtpServerOptions options)
    {
        if (name != server)
            return ValidateOptionsResult.Skip;
        string[] errors = [.. WithoutEffect(options).Select(option =>
            $"{section}:{option} is set, but has no effect on a handler that derives from LmtpHandler; decide in the handler, or derive it from SmtpReceiver.")];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> WithoutEffect(LmtpServerOptions options)
    {
        if (!string.IsNullOrEmpty(options.Users))
            yield return nameof(options.Users);
        if (options.AnyLogin)
            yield return nameof(options.AnyLogin);
        if (options.AllowPlaintextWithoutTls)
            yield return nameof(options.AllowPlaintextWithoutTls);
        if (options.OfferCramMd5)
            yield return nameof(options.OfferCramMd5);
        if (Values(options.LoginLimits) != Values(new LoginLimits()))
            yield return nameof(options.LoginLimits);
        if (options.Domains.Count > 0)
            yield return nameof(options.Domains);
        if (options.TrustedClients.Count > 0)
            yield return nameof(options.TrustedClients);
        if (options.SolicitationKeywords.Count > 0)
            yield return nameof(options.SolicitationKeywords);
    }

    private static (int, int, int, TimeSpan, TimeSpan, TimeSpan) Values(LoginLimits limits) =>
        (limits.FailuresPerLogin, limits.FailuresPerAddress, limits.FailuresPerUser, limits.ForgetOneIn, limits.TrustFor, limits.FailureDelay);
}
