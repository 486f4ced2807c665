using System.CommandLine;
using SmtpGen.Tool.Manual;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen completion</c>: the script by which a shell completes command lines.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Prints a script by which a shell completes command lines of this program; for bash: source <(smtpgen completion bash)") { shell };
        command.SetAction(parsed =>
        {
            var program = CommandSheet.Of(parsed.RootCommandResult.Command, Program.Name);
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(shell) switch
            {
                "zsh" => ZshCompletion.Write(program),
                "fish" => FishCompletion.Write(program),
                _ => BashCompletion.Write(program),
            });
            return ToolExit.Ok;
        });
        return command;
    }
}
