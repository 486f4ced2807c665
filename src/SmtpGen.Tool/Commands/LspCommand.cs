using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.VisualStudio.Threading;
using SmtpGen.Tool.LanguageServer;
using StreamJsonRpc;

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
        using var formatter = new SystemTextJsonFormatter
        {
            JsonSerializerOptions = new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            },
        };
        var server = new LspServer(quiet);
        using var handler = new HeaderDelimitedMessageHandler(output, input, formatter);
        using var editor = new JsonRpc(handler)
        {
            // One message after the other: a question is about the text that the changes before it left.
            SynchronizationContext = new NonConcurrentSynchronizationContext(sticky: false),
        };
        editor.AddLocalRpcTarget(server, null);
        server.Editor = editor;
        editor.StartListening();
        using var stop = cancellationToken.Register(editor.Dispose);
        bool isOrderly = await await Task.WhenAny(server.Exited, GoneAsync(editor));
        return isOrderly ? ToolExit.Ok : ToolExit.Findings;
    }

    // An editor that goes away without a word leaves nothing wrong.
    private static async Task<bool> GoneAsync(JsonRpc editor)
    {
        try
        {
            await editor.Completion;
        }
        catch (Exception exception) when (exception is IOException or ConnectionLostException or ObjectDisposedException)
        {
            return false;
        }
        catch (Exception exception) when (exception is BadRpcHeaderException or JsonException or FormatException or OverflowException or ArgumentException)
        {
            throw new ToolException(ToolExit.Usage, "'smtpgen lsp' is started by an editor, and what came on its standard input is not a message of the Language Server Protocol; docs/editors tells how to set an editor up", exception);
        }

        return false;
    }
}
