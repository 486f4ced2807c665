using Microsoft.Extensions.Options;

namespace SmtpGen.Server.Hosting;

/// <summary>Turns what <see cref="ServerOptions.Validate"/> finds into the host's errors, with the configuration's key.</summary>
internal sealed class ServerOptionsValidator<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : ServerOptions
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        string[] errors = [.. options.Validate().Select(error => $"{section}:{error}")];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
