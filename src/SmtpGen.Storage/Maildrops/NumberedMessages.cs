using System.Collections;

namespace SmtpGen.Storage;

/// <summary>A maildrop's messages with their numbers, made when they are asked for: there may be hundreds of thousands.</summary>
internal sealed class NumberedMessages(List<MaildropEntry> entries) : IReadOnlyList<MaildropMessage>
{
    public int Count => entries.Count;

    public MaildropMessage this[int index] => new(index + 1, entries[index].UniqueId, entries[index].SizeInLines);

    public IEnumerator<MaildropMessage> GetEnumerator()
    {
        for (int index = 0; index < entries.Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
