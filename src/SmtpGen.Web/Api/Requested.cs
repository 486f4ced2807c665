using Microsoft.AspNetCore.Http;
using SmtpGen.Storage;

namespace SmtpGen.Web.Api;

/// <summary>Finds what a path names.</summary>
internal static class Requested
{
    /// <summary>The message that the path names.</summary>
    /// <exception cref="StoreException">There is none (<see cref="StoreFailure.NotFound"/>), or the store cannot be read.</exception>
    public static async Task<StoredMessage> MessageAsync(IMessageStore store, HttpContext context)
    {
        string id = (string)context.Request.RouteValues["id"]!;
        return await store.FindAsync(id, context.RequestAborted)
            ?? throw new StoreException(StoreFailure.NotFound, $"there is no message \"{id}\"; it may have been deleted");
    }
}
