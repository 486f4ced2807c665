using System.CommandLine;
using SmtpGen.Tool.Manual;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen man</c>: the manual page.</summary>
internal static class ManCommand
{
    public static Command Create()
    {
        var command = new Command("man", "Prints the manual page; to read it: smtpgen man | man -l -");
        command.SetAction(parsed =>
        {
            string version = typeof(ManCommand).Assembly.GetName().Version!.ToString(3);
            parsed.InvocationConfiguration.Output.Write(ManualPage.Write(CommandSheet.Of(parsed.RootCommandResult.Command, Program.Name), version));
            return ToolExit.Ok;
        });
        return command;
    }
}
