namespace SmtpGen.Server.Certificates;

/// <summary>A certificate cannot be had from its file. The message names the option, the value and what is allowed.</summary>
internal sealed class CertificateException(string option, string? value, string why, string allowed, Exception? cause = null)
    : IOException($"{option} is '{value}'; {why.TrimEnd('.')}; {allowed}.", cause);
