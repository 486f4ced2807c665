using Samples.ManageSieve;
using SmtpGen.Runtime;

namespace Samples;

/// <summary>Serves one client.</summary>
public sealed class ScriptHandler(FileUsers users, ScriptFolder folder) : ManageSieveHandler
{
    protected internal override ValueTask<ManageSieveAuthenticateResult> OnAuthenticateAsync(ManageSieveAuthenticateArguments arguments, CancellationToken cancellationToken) =>
        new(!arguments.Mechanism.EqualsIgnoreCase("PLAIN"u8) ? ManageSieveAuthenticateResult.NoSuchMechanism()
            : arguments.Response.IsPresent ? LogIn(arguments.Response.Span)
            : ManageSieveAuthenticateResult.Challenge());

    protected internal override ValueTask<ManageSieveAuthenticateResult> OnAuthenticateAnswerAsync(CommandText answer, CancellationToken cancellationToken) =>
        new(LogIn(answer.Span[1..^1]));

    protected internal override ValueTask<ManageSieveNoopResult> OnNoopAsync(ManageSieveNoopArguments arguments, CancellationToken cancellationToken) =>
        new(arguments.Echo.IsPresent ? ManageSieveNoopResult.NoopTag(arguments.Echo) : ManageSieveNoopResult.Done());

    protected internal override ValueTask<ManageSieveHavespaceResult> OnHavespaceAsync(ManageSieveHavespaceArguments arguments, CancellationToken cancellationToken)
    {
        string name = arguments.Name.ToString();
        return new(!ScriptFolder.IsName(name) ? ManageSieveHavespaceResult.BadName()
            : arguments.Size > (ulong)((ManageSieveOptions)Session.Configuration).ScriptSize ? ManageSieveHavespaceResult.TooLarge()
            : folder.IsFullFor(name) ? ManageSieveHavespaceResult.TooMany()
            : ManageSieveHavespaceResult.Done());
    }

    protected internal override ValueTask<ManageSievePutscriptResult> OnPutscriptAsync(ManageSievePutscriptArguments arguments, CancellationToken cancellationToken)
    {
        string name = arguments.Name.ToString();
        var script = arguments.Script.Octets;
        return new(!ScriptFolder.IsName(name) ? ManageSievePutscriptResult.BadName()
            : folder.IsFullFor(name) ? ManageSievePutscriptResult.TooMany()
            : ScriptCheck.Fault(script.Span) is { } fault ? ManageSievePutscriptResult.BadScript(fault)
            : Try(() => folder.Write(name, script.Span)) ? ManageSievePutscriptResult.Done()
            : ManageSievePutscriptResult.NotStored());
    }

    protected internal override async ValueTask<ManageSieveListscriptsResult> OnListscriptsAsync(ManageSieveListscriptsSender send, CancellationToken cancellationToken)
    {
        string? active = folder.Active;
        foreach (string name in folder.Names())
        {
            if (name == active)
                await send.ListedActiveAsync(name);
            else
                await send.ListedAsync(name);
        }

        return ManageSieveListscriptsResult.Done();
    }

    protected internal override ValueTask<ManageSieveSetactiveResult> OnSetactiveAsync(ManageSieveSetactiveArguments arguments, CancellationToken cancellationToken)
    {
        string name = arguments.Name.ToString();
        return new(name.Length > 0 && !folder.Exists(name) ? ManageSieveSetactiveResult.NoSuchScript()
            : Try(() => folder.Activate(name)) ? ManageSieveSetactiveResult.Done()
            : ManageSieveSetactiveResult.NotStored());
    }

    protected internal override ValueTask<ManageSieveGetscriptResult> OnGetscriptAsync(ManageSieveGetscriptArguments arguments, CancellationToken cancellationToken) =>
        new(folder.Read(arguments.Name.ToString()) is { } script ? ManageSieveGetscriptResult.Script(script) : ManageSieveGetscriptResult.NoSuchScript());

    protected internal override ValueTask<ManageSieveDeletescriptResult> OnDeletescriptAsync(ManageSieveDeletescriptArguments arguments, CancellationToken cancellationToken)
    {
        string name = arguments.Name.ToString();
        return new(!folder.Exists(name) ? ManageSieveDeletescriptResult.NoSuchScript()
            : folder.Active == name ? ManageSieveDeletescriptResult.IsActive()
            : Try(() => folder.Delete(name)) ? ManageSieveDeletescriptResult.Done()
            : ManageSieveDeletescriptResult.NotStored());
    }

    protected internal override ValueTask<ManageSieveRenamescriptResult> OnRenamescriptAsync(ManageSieveRenamescriptArguments arguments, CancellationToken cancellationToken)
    {
        string from = arguments.From.ToString(), to = arguments.To.ToString();
        return new(!folder.Exists(from) ? ManageSieveRenamescriptResult.NoSuchScript()
            : !ScriptFolder.IsName(to) ? ManageSieveRenamescriptResult.BadName()
            : folder.Exists(to) ? ManageSieveRenamescriptResult.AlreadyExists()
            : Try(() => folder.Rename(from, to)) ? ManageSieveRenamescriptResult.Done()
            : ManageSieveRenamescriptResult.NotStored());
    }

    protected internal override ValueTask<ManageSieveCheckscriptResult> OnCheckscriptAsync(ManageSieveCheckscriptArguments arguments, CancellationToken cancellationToken) =>
        new(ScriptCheck.Fault(arguments.Script.Span) is { } fault ? ManageSieveCheckscriptResult.BadScript(fault) : ManageSieveCheckscriptResult.Done());

    private static bool Try(Action change)
    {
        try
        {
            change();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private ManageSieveAuthenticateResult LogIn(ReadOnlySpan<byte> response) =>
        PlainResponse.TryParse(response, out string user, out byte[] password) && users.Knows(user, password)
            ? ManageSieveAuthenticateResult.LoggedIn()
            : ManageSieveAuthenticateResult.AuthFailed();
}
