using SmtpGen.Language.Model;
using SmtpGen.Storage;
using SmtpGen.Web.Reference;
using SmtpGen.Web.Sessions;
using SmtpGen.Web.Trial;

namespace SmtpGen.Web.Hosting;

/// <summary>What a page shows, and what works on it meanwhile.</summary>
/// <param name="store">The mail.</param>
/// <param name="sessions">The sessions.</param>
/// <param name="options">How it is shown.</param>
/// <param name="others">Protocols beside those that come with the library.</param>
internal sealed class PageContent(IMessageStore store, SessionBoard sessions, MailWebOptions options, IReadOnlyList<ProtocolModel> others) : IAsyncDisposable
{
    private readonly ProtocolShelf _protocols = new(others);

    /// <summary>The parts of the page.</summary>
    public IEnumerable<IWebPart> Parts()
    {
        var assets = new AssetFiles();
        return [assets, new AppShell(assets), new SessionsApi(sessions, _protocols), new StatechartApi(_protocols), new TrialApi(_protocols), new ReferencePages(_protocols)];
    }

    /// <summary>A message was stored.</summary>
    public void Notify()
    {
        _ = (store, options);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
