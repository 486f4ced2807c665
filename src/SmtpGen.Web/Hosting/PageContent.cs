using Microsoft.Extensions.Logging;
using SmtpGen.Reference;
using SmtpGen.Storage;
using SmtpGen.Web.Api;
using SmtpGen.Web.Faults;
using SmtpGen.Web.Http;
using SmtpGen.Web.Reference;
using SmtpGen.Web.Sessions;
using SmtpGen.Web.Trial;

namespace SmtpGen.Web.Hosting;

/// <summary>What a page shows, and what works on it meanwhile.</summary>
/// <param name="store">The mail.</param>
/// <param name="sessions">The sessions.</param>
/// <param name="options">How it is shown.</param>
/// <param name="others">Protocols beside those that come with the library.</param>
/// <param name="logger">Told of failures; null: nobody.</param>
/// <param name="faults">Takes faults on purpose; null: there are none.</param>
internal sealed class PageContent(
    IMessageStore store, SessionBoard sessions, MailWebOptions options, IReadOnlyList<SpecifiedProtocol> others, ILogger? logger,
    IFaultBoard? faults = null) : IAsyncDisposable
{
    private readonly ProtocolShelf _protocols = new(others);

    /// <summary>The interface to the mail.</summary>
    public MailParts Mail { get; } = new(store, options.IndexPath, logger);

    /// <summary>The parts of the page.</summary>
    public IEnumerable<IWebPart> Parts()
    {
        var assets = new AssetFiles();
        return
        [
            .. Mail.Parts, new FaultsApi(faults), assets, new AppShell(assets), new SessionsApi(sessions, _protocols), new StatechartApi(_protocols), new TrialApi(_protocols),
            new ReferencePages(_protocols),
        ];
    }

    /// <summary>A message was stored.</summary>
    public void Notify() => Mail.Follower.Notify();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Mail.DisposeAsync();
}
