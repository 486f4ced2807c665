using Microsoft.Extensions.Options;

namespace SmtpGen.Server.Hosting;

/// <summary>Turns what <see cref="ServerOptions.Validate"/> finds into the host's errors, with the configuration's key.</summary>
/// <param name="server">The server's name; empty where it has none.</param>
/// <param name="section">The configuration section of its options.</param>
internal sealed class ServerOptionsValidator<TOptions>(string server, string section) : IValidateOptions<TOptions>
    where TOptions : ServerOptions
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        if (name != server)
            return ValidateOptionsResult.Skip;
        string[] errors = [.. options.Validate().Select(error => $"{section}:{error}")];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
