/* block */

public interface IUsers
{
    Task<bool> KnowAsync(string address, CancellationToken cancellationToken);

    Task<string> KeepAsync(IReadOnlyList<Recipient> recipients, MessageBody body, CancellationToken cancellationToken);
}
