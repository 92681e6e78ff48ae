"""Public pages of the directory. What a reader may not see does not exist for them (404)."""

from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from content.directory.models import Municipality, Organization, Phone, Service, Topic
from content.directory.presenting import organization_context, service_context
from content.directory.service_parts import parts_from_database
from content.prepared import Prepared

Option = tuple[str, str]


def _all_options() -> QuerySet[Any]:
    text = CharField()
    topics = Topic.objects.order_by().annotate(part=Value("topic", output_field=text))
    places = Municipality.objects.order_by().annotate(part=Value("municipality", output_field=text))
    return topics.values_list("part", "slug", "name").union(
        places.values_list("part", "slug", "name"), all=True
    )


_options = Prepared(_all_options)


def filter_options() -> dict[str, list[Option]]:
    """Return the (slug, name) pairs of topics and municipalities, in one query."""
    options: dict[str, list[Option]] = {"topic": [], "municipality": []}
    for part, slug, name in sorted(_options(), key=lambda row: row[2]):
        options[part].append((slug, name))
    return options


class QueryStringMixin:
    """Gives the pagination the querystring without the page."""

    request: Any

    def query_without_page(self) -> str:
        """Return the filters of this request, encoded for a link."""
        query = self.request.GET.copy()
        query.pop("page", None)
        return str(query.urlencode())


class ServiceListView(QueryStringMixin, ListView):
    """All services the reader may see; works when no search engine answers."""

    template_name = "directory/service_list.html"
    context_object_name = "services"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Service]:
        """Filter by topic and municipality; a service counts where it lies or is responsible."""
        services = Service.objects.visible_to(self.request.user)
        if topic := self.request.GET.get("topic"):
            services = services.filter(topics__slug=topic)
        if municipality := self.request.GET.get("municipality"):
            here = Service.objects.filter(
                Q(responsible_municipalities__slug=municipality)
                | Q(
                    service_at_locations__location__municipality__slug=municipality,
                    service_at_locations__location__live=True,
                )
            )
            services = services.filter(pk__in=here.order_by().values("pk"))
        return services.for_list().order_by("name", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the filters, their present choice and the breadcrumb."""
        return super().get_context_data(
            **kwargs,
            options=filter_options(),
            topic=self.request.GET.get("topic", ""),
            municipality=self.request.GET.get("municipality", ""),
            query=self.query_without_page(),
            crumbs=[(_("Services"), reverse("directory:list"))],
        )


class ServiceDetailView(DetailView):
    """One service with all that a case manager must know before a referral."""

    template_name = "directory/service_detail.html"
    context_object_name = "service"

    def get_queryset(self) -> QuerySet[Service]:
        """Look only among the services that the reader may see."""
        services = Service.objects.visible_to(self.request.user)
        return services.select_related("organization")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the service's parts."""
        parts = parts_from_database(self.object)
        return super().get_context_data(**{**kwargs, **service_context(self.object, parts)})


class OrganizationListView(QueryStringMixin, ListView):
    """All organizations, with the number of services the reader may see."""

    template_name = "directory/organization_list.html"
    context_object_name = "organizations"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Organization]:
        """Count only what the reader may see."""
        visible = Q(services__in=Service.objects.visible_to(self.request.user).order_by())
        return (
            Organization.objects.filter(live=True)
            .annotate(service_count=Count("services", filter=visible))
            .order_by("name")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the breadcrumb and the querystring."""
        return super().get_context_data(
            **kwargs,
            query=self.query_without_page(),
            crumbs=[
                (_("Services"), reverse("directory:list")),
                (_("Organizations"), reverse("directory:organizations")),
            ],
        )


class OrganizationDetailView(DetailView):
    """One organization with its places and services."""

    template_name = "directory/organization_detail.html"
    context_object_name = "organization"

    def get_queryset(self) -> QuerySet[Organization]:
        """Look among published organizations only."""
        return Organization.objects.filter(live=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add places, numbers and the services the reader may see."""
        services = self.object.services.visible_to(self.request.user).order_by("name")
        own = Q(organization=self.object) | Q(location__organization=self.object)
        phones = list(Phone.objects.filter(own))
        context = organization_context(self.object, services, phones)
        return super().get_context_data(**{**kwargs, **context})
