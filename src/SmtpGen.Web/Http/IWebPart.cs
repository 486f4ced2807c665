using Microsoft.AspNetCore.Routing;

namespace SmtpGen.Web.Http;

/// <summary>A part of the page: what it answers at which paths.</summary>
internal interface IWebPart
{
    /// <summary>Adds its routes.</summary>
    void Map(IEndpointRouteBuilder routes);
}
