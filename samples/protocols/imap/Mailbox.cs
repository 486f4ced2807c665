using SmtpGen.Storage;

namespace Samples;

/// <summary>
/// The messages of a user in a store, with unique identifiers, which hold while the program runs: another run has another
/// UIDVALIDITY (RFC 3501 section 2.3.1.1).
/// </summary>
/// <param name="store">Where the messages are.</param>
/// <param name="owner">Whose they are.</param>
public sealed class Mailbox(IMessageStore store, MaildropOwner owner)
{
    public const string Name = "INBOX";

    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly Dictionary<string, MailMessage> _known = [];
    private uint _lastUid;

    public uint UidValidity { get; } = (uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public uint UidNext => _lastUid + 1;

    /// <summary>Told of all messages after each look that found new ones.</summary>
    public event Action<IReadOnlyList<MailMessage>>? Grown;

    /// <summary>Whether somebody wants to be told.</summary>
    public bool IsWatched => Grown is not null;

    /// <summary>Looks what is there now, oldest first.</summary>
    public async Task<IReadOnlyList<MailMessage>> LookAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var stored = new List<StoredMessage>();
            await foreach (var message in store.ListNewestAsync(cancellationToken: cancellationToken))
            {
                if (IsOwn(message.Envelope))
                    stored.Add(message);
            }

            stored.Reverse();
            uint before = _lastUid;
            foreach (var message in stored.Where(message => !_known.ContainsKey(message.Id)))
                _known[message.Id] = new MailMessage(++_lastUid, message.Id, message.Envelope.ReceivedAt);
            MailMessage[] messages = [.. stored.Select(message => _known[message.Id]).OrderBy(message => message.Uid)];
            if (_lastUid > before)
                Grown?.Invoke(messages);
            return messages;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>A message as it is sent; null where it is gone.</summary>
    public async Task<MessageText?> ReadAsync(MailMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await store.OpenAsync(message.Id, cancellationToken);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, cancellationToken);
            return new MessageText(content.ToArray());
        }
        catch (StoreException exception) when (exception.Kind == StoreFailure.NotFound)
        {
            return null;
        }
    }

    // What another program delivered has no envelope: who can read the Maildir can read it.
    private bool IsOwn(ReceivedEnvelope envelope) => envelope.Recipients.Count == 0 || envelope.Recipients.Any(recipient => owner.Owns(recipient.ForwardPath));
}
