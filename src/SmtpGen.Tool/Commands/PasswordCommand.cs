using System.CommandLine;
using SmtpGen.Sasl;
using SmtpGen.Tool.Passwords;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen passwd</c>: makes a line for the file with the users.</summary>
internal static class PasswordCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The user's name" };
        var command = new Command("passwd", "Asks for a password, or reads it from standard input, and prints a line for the users file") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string user = parsed.GetValue(name)!;
            try
            {
                string password = await PasswordInput.ReadAsync(user, parsed.InvocationConfiguration.Error, cancellationToken);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(UserEntry.CreateScram(user, password));
                return ToolExit.Ok;
            }
            catch (ArgumentException exception)
            {
                throw new ToolException(ToolExit.Usage, OptionError.Text(exception), exception);
            }
        });
        return command;
    }
}
