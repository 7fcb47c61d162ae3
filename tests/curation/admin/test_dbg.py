import pytest
from tests.curation.admin.conftest import *
pytestmark=pytest.mark.django_db
def test_x(patient_page, patient):
    print({k:v for k,v in patient_page.data.items() if "assays" in k or k.startswith("treatment_rows-1-") and "agents" not in k})
    patient_page.put("treatment_rows-0", DELETE="on")
    r=patient_page.save()
    print([str(m) for m in r.context["messages"]])
    print(patient.treatment_rows.values_list("ref","instead_of"), patient.assayresult_rows.count())
def test_y(patient_page, patient, monkeypatch):
    from django.contrib.admin import options
    real=options.all_valid
    def av(fss):
        for fs in fss: print("AV",fs.prefix,fs.is_valid(),fs.errors if not fs.is_valid() else "", id(fs))
        v=real(fss); print("REAL",v); return v
    monkeypatch.setattr(options,"all_valid",av)
    patient_page.put("treatment_rows-0", DELETE="on")
    patient_page.save()
    print("RC", patient_page.response.redirect_chain, patient_page.response.status_code, patient.treatment_rows.values_list("ref"))
def test_z(patient_page, patient, monkeypatch):
    from casebase.curation.admin.patient import PatientAdmin
    import traceback
    real=PatientAdmin.save_model
    def sm(self,*a): traceback.print_stack(limit=6); return real(self,*a)
    monkeypatch.setattr(PatientAdmin,"save_model",sm)
    patient_page.put("treatment_rows-0", DELETE="on")
    patient_page.save()
