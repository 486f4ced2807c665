using System.Text;
using Microsoft.Extensions.Logging;
using SmtpGen.Storage;
using SmtpGen.Web.Http;
using SmtpGen.Web.Messages;

namespace SmtpGen.Web.Api;

/// <summary>What the page does with a store: the interface to its messages, their index and their events.</summary>
internal sealed class MailParts : IAsyncDisposable
{
    private readonly MessageOpener _opener;
    private readonly SearchIndex _index;

    /// <summary>Puts it together. Nothing is read before somebody asks.</summary>
    /// <param name="store">The messages; its owner disposes it.</param>
    /// <param name="indexPath">The file of the index, which may be removed at any time; null for an index that is made anew by each process.</param>
    /// <param name="logger">Told of failures; null: nobody.</param>
    public MailParts(IMessageStore store, string? indexPath, ILogger? logger)
    {
        // What mail is written in beside Unicode, such as ISO-2022-JP, is known to MimeKit only where it is registered.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        _opener = new MessageOpener(store);
        _index = new SearchIndex(_opener, indexPath, logger);
        var summaries = new MessageSummaries(_opener, _index);
        Follower = new StoreFollower(store, summaries, Events);
        Parts =
        [
            new MessagesApi(store, summaries, _index, Follower),
            new MessageApi(_opener),
            new PartsApi(_opener),
            new WaitApi(_opener, Follower),
            new EventsApi(Events, Follower),
            new OpenApi(),
        ];
    }

    /// <summary>The events that readers of the page get.</summary>
    public EventHub Events { get; } = new();

    /// <summary>Is told when the receiver of this process has stored a message.</summary>
    public StoreFollower Follower { get; }

    /// <summary>What is answered.</summary>
    public IReadOnlyList<IWebPart> Parts { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Follower.DisposeAsync();
        await _index.DisposeAsync();
        _opener.Dispose();
    }
}
