using System.CommandLine;
using SmtpGen.Sasl;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen passwd</c>: makes a line for the file with the users.</summary>
internal static class PasswordCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The user's name" };
        var command = new Command("passwd", "Reads a password from standard input and prints a line for the users file") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string? password = await Console.In.ReadLineAsync(cancellationToken);
            if (string.IsNullOrEmpty(password))
                throw new ToolException(ToolExit.Usage, "no password on standard input; write: smtpgen passwd alice >> users");
            try
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(UserEntry.CreateScram(parsed.GetValue(name)!, password));
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
