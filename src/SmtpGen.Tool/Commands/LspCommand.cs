using System.CommandLine;
using System.Text.Json;
using SmtpGen.Tool.LanguageServer;
using SmtpGen.Tool.LanguageServer.Rpc;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen lsp</c>: what editors ask about specifications.</summary>
internal static class LspCommand
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(150);

    public static Command Create()
    {
        // Editors' clients add it to every server that they start so.
        var stdio = new Option<bool>("--stdio") { Description = "Speak on standard input and output, which is what it does anyway", Hidden = true };
        var command = new Command("lsp", "Serves editors: speaks the Language Server Protocol on standard input and output") { stdio };
        command.SetAction((_, cancellationToken) => ServeAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), s_quiet, cancellationToken));
        return command;
    }

    /// <summary>Serves an editor until it says that it is done, or goes away.</summary>
    public static async Task<int> ServeAsync(Stream input, Stream output, TimeSpan quiet, CancellationToken cancellationToken)
    {
        var editor = new RpcConnection(input, output);
        var server = new LspServer(editor, quiet);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bool isOrderly = await await Task.WhenAny(server.Exited, GoneAsync(editor, server, stop.Token));
        await stop.CancelAsync();
        return isOrderly ? ToolExit.Ok : ToolExit.Findings;
    }

    // An editor that goes away without a word leaves nothing wrong.
    private static async Task<bool> GoneAsync(RpcConnection editor, LspServer server, CancellationToken cancellationToken)
    {
        try
        {
            await editor.RunAsync(server.Methods(), cancellationToken).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            return false;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new ToolException(ToolExit.Usage, "'smtpgen lsp' is started by an editor, and what came on its standard input is not a message of the Language Server Protocol; docs/editors tells how to set an editor up", exception);
        }

        // It may have said that it would.
        return server.Exited is { IsCompleted: true, Result: true };
    }
}
