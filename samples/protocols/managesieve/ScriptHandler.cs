using Samples.ManageSieve;
using SmtpGen.Runtime;

namespace Samples;

/// <summary>Serves one client.</summary>
public sealed class ScriptHandler(FileUsers users, ScriptFolder folder) : ManageSieveHandler
{
    protected internal override ValueTask<AuthenticateResult> OnAuthenticateAsync(AuthenticateArguments arguments, CancellationToken cancellationToken) =>
        new(!arguments.Mechanism.EqualsIgnoreCase("PLAIN"u8) ? AuthenticateResult.NoSuchMechanism
            : arguments.Response.IsPresent ? LogIn(arguments.Response.Span)
            : AuthenticateResult.Challenge);

    protected internal override ValueTask<AuthenticateResult> OnAuthenticateAnswerAsync(CommandText answer, CancellationToken cancellationToken) =>
        new(LogIn(answer.Span[1..^1]));

    protected internal override ValueTask<NoopResult> OnNoopAsync(NoopArguments arguments, CancellationToken cancellationToken) =>
        new(arguments.Echo.IsPresent ? NoopResult.NoopTag(arguments.Echo) : NoopResult.Done);

    protected internal override ValueTask<HavespaceResult> OnHavespaceAsync(HavespaceArguments arguments, CancellationToken cancellationToken)
    {
        string name = arguments.Name.ToString();
        return new(!ScriptFolder.IsName(name) ? HavespaceResult.BadName
            : arguments.Size > (ulong)((ManageSieveOptions)Session.Configuration).ScriptSize ? HavespaceResult.TooLarge
            : folder.IsFullFor(name) ? HavespaceResult.TooMany
            : HavespaceResult.Done);
    }

    protected internal override ValueTask<PutscriptResult> OnPutscriptAsync(PutscriptArguments arguments, CancellationToken cancellationToken)
    {
        string name = arguments.Name.ToString();
        var script = arguments.Script.Octets;
        return new(!ScriptFolder.IsName(name) ? PutscriptResult.BadName
            : folder.IsFullFor(name) ? PutscriptResult.TooMany
            : ScriptCheck.Fault(script.Span) is { } fault ? PutscriptResult.BadScript(fault)
            : Try(() => folder.Write(name, script.Span)) ? PutscriptResult.Done
            : PutscriptResult.NotStored);
    }

    protected internal override async ValueTask<ListscriptsResult> OnListscriptsAsync(ListscriptsSender send, CancellationToken cancellationToken)
    {
        string? active = folder.Active;
        foreach (string name in folder.Names())
        {
            if (name == active)
                await send.ListedActiveAsync(name);
            else
                await send.ListedAsync(name);
        }

        return ListscriptsResult.Done;
    }

    protected internal override ValueTask<SetactiveResult> OnSetactiveAsync(SetactiveArguments arguments, CancellationToken cancellationToken)
    {
        string name = arguments.Name.ToString();
        return new(name.Length > 0 && !folder.Exists(name) ? SetactiveResult.NoSuchScript
            : Try(() => folder.Activate(name)) ? SetactiveResult.Done
            : SetactiveResult.NotStored);
    }

    protected internal override ValueTask<GetscriptResult> OnGetscriptAsync(GetscriptArguments arguments, CancellationToken cancellationToken) =>
        new(folder.Read(arguments.Name.ToString()) is { } script ? GetscriptResult.Script(script) : GetscriptResult.NoSuchScript);

    protected internal override ValueTask<DeletescriptResult> OnDeletescriptAsync(DeletescriptArguments arguments, CancellationToken cancellationToken)
    {
        string name = arguments.Name.ToString();
        return new(!folder.Exists(name) ? DeletescriptResult.NoSuchScript
            : folder.Active == name ? DeletescriptResult.IsActive
            : Try(() => folder.Delete(name)) ? DeletescriptResult.Done
            : DeletescriptResult.NotStored);
    }

    protected internal override ValueTask<RenamescriptResult> OnRenamescriptAsync(RenamescriptArguments arguments, CancellationToken cancellationToken)
    {
        string from = arguments.From.ToString(), to = arguments.To.ToString();
        return new(!folder.Exists(from) ? RenamescriptResult.NoSuchScript
            : !ScriptFolder.IsName(to) ? RenamescriptResult.BadName
            : folder.Exists(to) ? RenamescriptResult.AlreadyExists
            : Try(() => folder.Rename(from, to)) ? RenamescriptResult.Done
            : RenamescriptResult.NotStored);
    }

    protected internal override ValueTask<CheckscriptResult> OnCheckscriptAsync(CheckscriptArguments arguments, CancellationToken cancellationToken) =>
        new(ScriptCheck.Fault(arguments.Script.Span) is { } fault ? CheckscriptResult.BadScript(fault) : CheckscriptResult.Done);

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

    private AuthenticateResult LogIn(ReadOnlySpan<byte> response) =>
        PlainResponse.TryParse(response, out string user, out byte[] password) && users.Knows(user, password)
            ? AuthenticateResult.LoggedIn
            : AuthenticateResult.AuthFailed;
}
