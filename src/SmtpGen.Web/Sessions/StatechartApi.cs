using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Reference.Statecharts;
using SmtpGen.Web.Http;

namespace SmtpGen.Web.Sessions;

/// <summary>The drawings of the states of protocols, to be lit by the page.</summary>
internal sealed class StatechartApi(ProtocolShelf protocols) : IWebPart
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/protocols/{name}/statechart.svg", AnswerAsync);

    private Task AnswerAsync(HttpContext context)
    {
        string name = (string)context.Request.RouteValues["name"]!;
        if (protocols.Find(name) is not { } protocol)
        {
            string known = string.Join(", ", protocols.All.Select(protocol => protocol.Name));
            return Answers.ProblemAsync(context, StatusCodes.Status404NotFound, $"there is no protocol {name}; there are {known}");
        }

        context.Response.ContentType = "image/svg+xml";
        return context.Response.WriteAsync(
            StatechartSvg.Write(StatechartLayout.Of(Statechart.Of(protocol)), StatechartWords.In(PageLanguage.Of(context.Request)), isStandalone: false),
            context.RequestAborted);
    }
}
